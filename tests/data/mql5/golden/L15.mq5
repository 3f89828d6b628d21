//=== sleep
//? 1: L15 Sleep takes a constant of at most 50 ms
void OnTick(){ Sleep(1000); }
//=== loop
//? 1: L15 a loop has a bound or tests IsStopped()
void OnTick(){ while(true) Print("x"); }
//=== forever
//? 1: L15 a loop has a bound or tests IsStopped()
void OnTick(){ for(;;) Print("x"); }
//=== message_box
//? 1: L15 MessageBox is not for this expert
void OnTick(){ int r=MessageBox("x"); Print(r); }
//=== web
//? 1: L15 SendMail is not for this expert
void OnTick(){ bool b=SendMail("a","b"); Print(b); }
