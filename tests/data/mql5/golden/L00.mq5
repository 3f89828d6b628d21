//=== rvalue_ref
//! 1: L00 ')' expected, found '&&' [149]
void f(int &&a){}
void OnTick(){  }
//=== typename_misuse
//! 1: L00 '(' expected, found 'T' [149]
template<typename T> void f(T a){ typename T::x y; }void OnTick(){  }
//=== refqual2
//! 1: L00 unexpected '&&' [149]
class A{ public: void f() && {} };void OnTick(){  }
//=== semi1
//! 2: L00 ';' expected, found 'int' [149]

void OnTick(){ int a=1 int b=2; }
//=== semi2
//! 2: L00 ';' expected, found '}' [149]

void OnTick(){ Print(1) }
//=== semi3
//! 2: L00 unexpected '}' [149]

void OnTick(){ return }
//=== semi_struct
//! 2: L00 ';' expected behind '}' [149]
struct S{int a;}
void OnTick(){  }
//=== semi_class
//! 2: L00 ';' expected behind '}' [149]
class S{int a;}
void OnTick(){  }
//=== semi_enum
//! 2: L00 ';' expected, found 'void' [149]
enum E{A}
void OnTick(){  }
//=== break_out
//! 2: L00 break outside a loop or switch [153]

void OnTick(){ break; }
//=== continue_out
//! 2: L00 continue outside a loop [210]

void OnTick(){ continue; }
//=== break_if
//! 2: L00 break outside a loop or switch [153]

void OnTick(){ if(true) break; }
//=== continue_switch
//! 2: L00 continue outside a loop [210]

void OnTick(){ switch(1){ case 1: continue; } }
//=== case_out
//! 2: L00 'case' outside a switch

void OnTick(){ case 1: Print(1); }
//=== default_out
//! 2: L00 'default' outside a switch

void OnTick(){ default: Print(1); }
//=== else_out
//! 2: L00 unexpected 'else' [149]

void OnTick(){ else Print(1); }
//=== while_do
//! 2: L00 'while' expected behind do [149]

void OnTick(){ do Print(1); }
//=== do_semi
//! 2: L00 ';' expected, found 'Print' [149]

void OnTick(){ do { Print(1); } while(true) Print(2); }
//=== if_noparen
//! 2: L00 '(' expected, found 'true' [149]

void OnTick(){ if true Print(1); }
//=== for_short
//! 2: L00 ';' expected, found ')' [149]

void OnTick(){ for(int i=0;i<3) Print(i); }
//=== for_noparen
//! 2: L00 '(' expected, found 'int' [149]

void OnTick(){ for int i=0;i<3;i++ Print(i); }
//=== case_range
//! 2: L00 member expected, found '.3' [149]

void OnTick(){ switch(1){ case 1...3: break; } }
//=== switch_nobrace
//! 2: L00 '{' expected, found 'case' [149]

void OnTick(){ switch(1) case 1: Print(1); }
//=== paren_open
//! 1: L00 ')' expected, found ';' [149]
void OnTick(){ Print(1; }
//=== paren_close
//! 1: L00 ';' expected, found ')' [149]
void OnTick(){ Print(1)); }
//=== brace_open
//! 1: L00 unexpected end of file [150]
void OnTick(){ if(true) { Print(1); 
//=== brace_close
//! 1: L00 unexpected '}' [149]
void OnTick(){ Print(1); } }
//=== bracket
//! 1: L00 ']' expected, found ';' [149]
void OnTick(){ int a[3]; a[0=1; }
//=== str_open
//! 1: L00 literal is not closed on its line [104]
void OnTick(){ Print("abc); }
//=== chr_open
//! 1: L00 literal is not closed on its line [105]
void OnTick(){ int a='a; }
//=== chr_two
//! 1: L00 a character literal holds one character [129]
void OnTick(){ int a='ab'; }
//=== chr_empty
//! 1: L00 a character literal holds one character [129]
void OnTick(){ int a=''; }
//=== comment_open
//! 1: L00 comment is not closed [103]
void OnTick(){ /* Print(1); }
//=== esc_bad
//! 2: L00 unknown escape '\q' [159]

void OnTick(){ string s="\q"; }
//=== esc_x
//! 2: L00 \x without hexadecimal digits

void OnTick(){ string s="\xZZ"; }
//=== at_sign
//! 2: L00 unexpected character '@' [106]

void OnTick(){ int a=1@2; }
//=== dollar
//! 2: L00 unexpected character '$' [106]

void OnTick(){ int a$b=1; }
//=== backtick
//! 2: L00 unexpected character '`' [106]

void OnTick(){ Print(`x`); }
//=== dbl_dot
//! 2: L00 ';' expected, found '.3' [149]

void OnTick(){ double a=1.2.3; }
//=== exp_bad
//! 2: L00 exponent without digits

void OnTick(){ double a=1e; }
//=== date_bad
//! 2: L00 no such date [22]

void OnTick(){ datetime d=D'2024.13.01'; }
//=== date_bad2
//! 2: L00 no such date [23]

void OnTick(){ datetime d=D'2024.02.30'; }
//=== date_bad3
//! 2: L00 a datetime literal is D'yyyy.mm.dd hh:mi:ss' [287]

void OnTick(){ datetime d=D'abc'; }
//=== date_bad4
//! 2: L00 no such time of day [24]

void OnTick(){ datetime d=D'2024.01.01 25:00'; }
//=== color_bad
//! 2: L00 a color literal is C'red,green,blue'

void OnTick(){ color c=C'1,2'; }
//=== color_bad2
//! 2: L00 a color part lies in 0 to 255

void OnTick(){ color c=C'1,2,300'; }
//=== int_big
//! 2: L00 integer 99999999999999999999 is out of range

void OnTick(){ int a=99999999999999999999; }
//=== spaceship
//! 2: L00 unexpected '>' [149]

void OnTick(){ int a=1<=>2; }
//=== assign_op
//! 2: L00 unexpected '+=' [149]

void OnTick(){ int a; a=+=1; }
//=== ge_space
//! 2: L00 unexpected '=' [149]

void OnTick(){ bool b=1 > = 2; }
//=== empty_arg
//! 2: L00 unexpected ')' [149]
void f(int a,int b=1){}
void OnTick(){ f(1,); }
//=== empty_arg2
//! 2: L00 unexpected ',' [149]
void f(int a,int b=1){}
void OnTick(){ f(,1); }
//=== comma_end
//! 2: L00 variable expected, found ';' [149]

void OnTick(){ int a=1,; }
//=== empty_idx
//! 2: L00 unexpected ']' [149]

void OnTick(){ int a[3]; a[]=1; }
//=== empty_paren
//! 2: L00 unexpected ')' [149]

void OnTick(){ int a=(); }
//=== tern_half
//! 2: L00 ':' expected, found ';' [149]

void OnTick(){ int a=true ? 1; }
//=== tern_omit
//! 2: L00 unexpected ':' [149]

void OnTick(){ int a=1 ?: 2; }
//=== nested_fn2
//! 1: L00 unexpected 'int' [149]
void OnTick(){ int f(int a){ return a; } f(1); }
//=== ctor_ret
//! 1: L00 a constructor has no result
class A{ public: int A(){ return 1; } };void OnTick(){  }
//=== dtor_name
//! 1: L00 a destructor has its class's name [122]
class A{ public: ~B(){} };void OnTick(){  }
//=== init_nonctor
//! 1: L00 unexpected ':' [149]
class A{ int m; public: void f():m(1){} };void OnTick(){  }
//=== struct_var
//! 1: L00 ';' expected behind '}' [149]
struct S{int a;} s;void OnTick(){  }
//=== enum_var
//! 1: L00 ';' expected, found 'e' [149]
enum E{A} e;void OnTick(){  }
//=== int_const
//! 1: L00 const stands before the type
int const a=1;void OnTick(){  }
//=== fnptr_param
//! 1: L00 ')' expected, found '(' [149]
void f(int (*g)(int)){}void OnTick(){  }
//=== memptr
//! 1: L00 unexpected 'int' [149]
class A{public:int a;}; void f(){ int A::*p=&A::a; }void OnTick(){  }
//=== template_var
//! 1: L00 '(' expected, found '=' [149]
template<typename T> T pi=3;void OnTick(){  }
//=== hash_mid
//! 1: L00 unexpected '#' [149]
void OnTick(){ int a=#1; }
//=== input_group_bad
//! 1: L00 input group wants its name in quotes
input group Foo
void OnTick(){  }
//=== noeffect
//! 2: L00 this expression does nothing [178]

void OnTick(){ 1+2; }
//=== noeffect2
//! 2: L00 this expression does nothing [178]

void OnTick(){ int a; a; }
//=== noeffect3
//! 2: L00 this expression does nothing [178]

void OnTick(){ int a=1; a==2; }
//=== unused_fn_name
//! 2: L00 this expression does nothing [178]

void OnTick(){ OnTick; }
//=== call_num
//! 2: L00 ';' expected, found '(' [149]

void OnTick(){ 5(1); }
//=== sizeof_nothing
//! 2: L00 unexpected ')' [149]

void OnTick(){ int a=sizeof(); }
//=== sizeof_nopar
//! 2: L00 '(' expected, found 'a' [149]

void OnTick(){ int a; Print(sizeof a); }
//=== cast_bad
//! 2: L00 ';' expected, found '1' [149]

void OnTick(){ int a=(foo)1; }
//=== switch_init
//! 2: L00 unexpected 'int' [149]

void OnTick(){ switch(int a=1;a){ case 1: break; } }
