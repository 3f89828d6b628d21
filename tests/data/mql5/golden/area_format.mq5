//=== format_1
//! 1: L12 '*' between string and int [150]
void OnTick(){ PrintFormat(5,5,"x"*1); }
//=== format_2
//! 1: L25 'StringFormat' takes 1 or more arguments, not 0 [199]
void OnTick(){ string s=StringFormat(); Print(s); }
//=== format_3
//! 1: L25 'printf' takes 1 or more arguments, not 0 [199]
void OnTick(){ printf(); }
