//=== unused
//? 1: L18 variable 'a' is not used [31]
void OnTick(){ int a=1; }
//=== empty
//? 1: L18 empty statement [69]
void OnTick(){ ; }
//=== empty_if
//? 1: L18 empty statement [69]
void OnTick(){ int a=1; if(a>0); Print(a); }
//=== empty_declaration
//? 1: L18 empty declaration [69]
void OnTick(){};
//=== uninitialised
//? 1: L18 'a' is read before it has a value [60]
void OnTick(){ int a; Print(a); }
//=== uninitialised2
//? 1: L18 'd' is read before it has a value [60]
void OnTick(){ double d; double e=d*2; Print(e); d=1; }
