//=== format
//? 1: L14 '%d' does not fit double
void OnTick(){ PrintFormat("%d",5.5); }
//=== format_count
//? 1: L14 the format wants more arguments than it gets
void OnTick(){ PrintFormat("%d %d",5); }
//=== format_over
//? 1: L14 the format leaves arguments over
void OnTick(){ PrintFormat("%d",5,6); }
//=== format_literal
//? 1: L14 a format is a literal, so that its arguments can be checked
void OnTick(){ string f="%d"; PrintFormat(f,5); }
//=== print_number
//? 1: L14 Print starts with text that says what follows
void OnTick(){ Print(5,"x"); }
