//=== code_page
//? 1: L17 StringToCharArray names its code page: CP_UTF8
void OnTick(){ uchar b[]; int n=StringToCharArray("x",b); Print(n); }
