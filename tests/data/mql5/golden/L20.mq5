//=== ascii
//? 1: L20 only ASCII stands in a source file
void OnTick(){ Print("café"); }
