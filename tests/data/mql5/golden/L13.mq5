//=== typename_class
//! 1: L13 a template parameter is written 'typename T'
template<class T> void f(T a){}void OnTick(){  }
//=== variadic_tpl
//! 1: L13 variadic templates are C++, not MQL5
template<typename... T> void f(T... a){}void OnTick(){  }
//=== variadic_tpl2
//! 1: L13 variadic templates are C++, not MQL5
template<typename ...Args> class A{};void OnTick(){  }
//=== dup_fn
//! 1: L13 function 'f' is already defined with these parameters [165]
int f(){return 1;} int f(){return 2;}void OnTick(){  }
//=== dup_fn_ret
//! 1: L13 function 'f' exists with another result [163]
int f(){return 1;} void f(){}void OnTick(){  }
//=== dup_handler
//! 1: L13 function 'OnTick' is already defined with these parameters [165]
void OnTick(){} void OnTick(){}
//=== over_const
//! 1: L13 forms of 'f' differ in const or reference only [164]
void f(int a){} void f(const int a){}void OnTick(){  }
//=== over_ref
//! 1: L13 forms of 'f' differ in const or reference only [164]
void f(int a){} void f(int &a){}void OnTick(){  }
//=== over_ret
//! 1: L13 function 'f' exists with another result [163]
int f(int a){return 1;} double f(int a){return 1;}void OnTick(){  }
//=== ellipsis
//! 1: L13 functions with '...' are C++, not MQL5 [185]
void f(int a,...){}void OnTick(){  }
//=== template_spec
//! 1: L13 template specialisations are C++, not MQL5
template<typename T> void f(T a){} template<> void f<int>(int a){}void OnTick(){  }
//=== template_nontype
//! 1: L13 a template takes types only ('typename T')
template<int N> void f(){}void OnTick(){  }
//=== template_default
//! 1: L13 template parameters have no defaults in MQL5
template<typename T=int> void f(T a){}void OnTick(){  }
//=== template_tt
//! 1: L13 a template takes types only ('typename T')
template<template<typename> class T> void f(){}void OnTick(){  }
//=== template_unused
//! 1: L13 template parameter 'T' stands in no function parameter
template<typename T> void f(int a){}void OnTick(){  }
//=== template_args
//! 1: L13 wrong number of template arguments
template<typename T> class A{}; void f(){ A<int,int> a; }void OnTick(){  }
//=== template_noargs
//! 1: L13 template 'A' wants its type arguments
template<typename T> class A{}; void f(){ A a; }void OnTick(){  }
//=== template_val
//! 1: L13 a template takes types only, not '3'
template<typename T> class A{}; void f(){ A<3> a; }void OnTick(){  }
//=== template_empty
//! 1: L13 template specialisations are C++, not MQL5
template<> class A{};void OnTick(){  }
