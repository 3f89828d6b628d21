//=== brace_arg
//! 2: L01 brace initialisation is C++, not MQL5
void f(const int &a[]){}
void OnTick(){ f({1,2}); }
//=== brace_new
//! 2: L01 brace initialisation is C++, not MQL5
class C{};
void OnTick(){ C *c=new C{}; }
//=== not_kw
//! 2: L01 'not' is C++, not MQL5

void OnTick(){ bool b=not true; }
//=== and_kw
//! 2: L01 'and' is C++, not MQL5

void OnTick(){ bool b=true and false; }
//=== cout
//! 2: L01 'std' is C++, not MQL5

void OnTick(){ std::cout<<1; }
