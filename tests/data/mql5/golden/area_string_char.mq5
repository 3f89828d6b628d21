//=== string_char_1
void OnTick(){ string s='a'; Print(s); }
//=== string_char_2
//! 1: L26 string is no array [241]
void OnTick(){ string s="a"; s[0]='b'; }
//=== string_char_3
//! 1: L12 variable 'c': no conversion from string to char [180]
void OnTick(){ string s="a"; char c=s; Print(c); }
//=== string_char_4
//! 1: L12 variable 'c': no conversion from string to char [180]
void OnTick(){ char c="a"; Print(c); }
//=== string_char_5
//! 1: L26 string has no member 'Length' [280]
void OnTick(){ string s="a"; Print(s.Length); }
//=== string_char_6
//! 1: L26 string has no method 'length' [280]
void OnTick(){ string s="a"; Print(s.length()); }
//=== string_char_7
//! 1: L26 string has no method 'size' [280]
void OnTick(){ string s="a"; Print(s.size()); }
//=== string_char_8
//! 1: L00 ';' expected, found ''c'' [149]
void OnTick(){ string s="a" "b" 'c'; Print(s); }
//=== string_char_9
//! 1: L12 '*' between string and int [150]
void OnTick(){ string s="a"*3; Print(s); }
//=== string_char_10
//! 1: L12 '-=' between string and string [180]
void OnTick(){ string s="a"; s-="b"; }
//=== string_char_11
//! 1: L26 '++' wants a number
void OnTick(){ string s="a"; s++; }
//=== string_char_12
//! 1: L12 '!' wants a condition, not a string
void OnTick(){ string s="a"; if(!s) Print(1); }
//=== string_char_13
//! 1: L12 '&&' wants conditions, not string and bool [180]
void OnTick(){ string s="a"; if(s && true) Print(1); }
//=== string_char_14
//! 1: L12 variable 'i': no conversion from string to int [180]
void OnTick(){ string s="a"; int i=s+1; Print(i); }
//=== string_char_15
//! 1: L05 an array is initialised with a list
void OnTick(){ char a[]="abc"; Print(a[0]); }
//=== string_char_16
//! 1: L12 variable 's': no conversion from uchar[] to string [180]
void OnTick(){ uchar b[]; string s=b; Print(s); }
//=== string_char_17
//! 1: L25 'StringSubstr' takes 2 to 3 arguments, not 1 [199]
void OnTick(){ string s=StringSubstr("abc"); Print(s); }
//=== string_char_18
//! 1: L25 argument 'target' of 'StringConcatenate': a reference wants a variable [200]
void OnTick(){ string s=StringConcatenate("a","b"); Print(s); }
//=== string_char_19
//! 1: L25 argument 'text' of 'StringTrimLeft': a reference wants a variable [200]
void OnTick(){ bool b=StringTrimLeft("  a"); Print(b); }
//=== string_char_20
void OnTick(){ string s="  a"; s=StringTrimLeft(s); Print(s); }
//=== string_char_21
void OnTick(){ string s="a"; s=StringReplace(s,"a","b"); Print(s); }
//=== string_char_22
//! 1: L25 argument 'text' of 'StringLen': no conversion from ushort to string [166]
void OnTick(){ Print(StringLen('a')); }
//=== string_char_23
//! 1: L24 'x' is not declared [256]
void OnTick(){ int n=StringSplit("a,b",",",x); }
//=== string_char_24
//! 1: L25 argument 'separator' of 'StringSplit': no conversion from string to const ushort [166]
void OnTick(){ string p[]; int n=StringSplit("a,b",",",p); Print(n); }
//=== string_char_25
void OnTick(){ string p[]; int n=StringSplit("a,b",',',p); Print(n); }
//=== string_char_26
void OnTick(){ string s="a"+"b"; s+="c"; if(s<"d" && s!="") Print(s); }
//=== string_char_27
void OnTick(){ string s="tab\t\"q\"\\ \x41\n"; Print(s); }
//=== string_char_28
//! 1: L00 literal is not closed on its line [104]
void OnTick(){ string s="a\"; Print(s); }
//=== string_char_29
//! 1: L01 user-defined literals are C++, not MQL5
void OnTick(){ string s=""a""; Print(s); }
