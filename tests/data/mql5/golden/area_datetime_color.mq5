//=== datetime_color_1
//! 1: L00 no such date [23]
void OnTick(){ datetime d=D'2024.01.32'; Print(d); }
//=== datetime_color_2
//! 1: L00 no such date [23]
void OnTick(){ datetime d=D'2023.02.29'; Print(d); }
//=== datetime_color_3
//! 1: L00 no such time of day [24]
void OnTick(){ datetime d=D'2024.01.01 10:60'; Print(d); }
//=== datetime_color_4
//! 1: L00 a datetime literal is D'yyyy.mm.dd hh:mi:ss' [287]
void OnTick(){ datetime d=D'2024-01-01T00:00:00Z'; Print(d); }
//=== datetime_color_5
//! 1: L12 variable 'd': no conversion from string to datetime [180]
void OnTick(){ datetime d="2024.01.01"; Print(d); }
//=== datetime_color_6
//! 1: L01 string prefix 'D' is C++, not MQL5
void OnTick(){ datetime d=D"2024.01.01"; Print(d); }
//=== datetime_color_7
//! 1: L00 a color part lies in 0 to 255
void OnTick(){ color c=C'256,0,0'; Print(c); }
//=== datetime_color_8
//! 1: L12 variable 'c': no conversion from string to color [180]
void OnTick(){ color c="red"; Print(c); }
//=== datetime_color_9
//! 1: L00 a color part lies in 0 to 255
void OnTick(){ color c=C'-1,0,0'; Print(c); }
//=== datetime_color_10
//! 1: L00 unexpected '#' [149]
void OnTick(){ color c=#FF0000; Print(c); }
//=== datetime_color_11
//! 1: L24 'Red1' is not declared [256]
void OnTick(){ color c=Red1; Print(c); }
//=== datetime_color_12
//! 1: L26 datetime has no member 'year' [280]
void OnTick(){ datetime d=TimeCurrent(); Print(d.year); }
//=== datetime_color_13
//! 1: L12 '*' between int and string [150]
void OnTick(){ string s=TimeCurrent(); Print(s+1*"a"); }
//=== datetime_color_14
void OnTick(){ datetime d=D'2024.01.02'; long l=d; datetime e=(datetime)(l+1); Print(e-d); }
//=== datetime_color_15
void OnTick(){ datetime d=D'01.02.2024'; Print(d); }
//=== datetime_color_16
void OnTick(){ MqlDateTime t={}; if(TimeToStruct(TimeCurrent(),t)) Print(t.day_of_week); }
//=== datetime_color_17
//! 1: L24 MqlDateTime has no member 'weekday' [256]
void OnTick(){ MqlDateTime t={}; Print(t.weekday); }
//=== datetime_color_18
//! 1: L25 argument 'value' of 'TimeToStruct': no conversion from MqlDateTime to datetime [166]
void OnTick(){ MqlDateTime t={}; Print(TimeToStruct(t,TimeCurrent())); }
