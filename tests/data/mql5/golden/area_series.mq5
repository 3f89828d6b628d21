//=== series_1
//! 1: L25 'ArraySetAsSeries' takes 2 arguments, not 1 [199]
void OnTick(){ double a[]; ArraySetAsSeries(a); }
//=== series_2
//! 1: L25 argument 'flag' of 'ArraySetAsSeries': no conversion from string to bool [166]
void OnTick(){ double a[]; ArraySetAsSeries(a,"yes"); }
//=== series_3
//! 1: L25 the arguments do not fit the template 'ArraySetAsSeries' [166]
void OnTick(){ ArraySetAsSeries(1,true); }
//=== series_4
//! 1: L25 no form of 'CopyClose' takes these arguments (argument 'stop_time' of 'CopyClose': no conversion from double[] to datetime) [166]
void OnTick(){ double a[]; CopyClose(_Symbol,PERIOD_M1,0,a,10); }
//=== series_5
//! 1: L25 no form of 'CopyClose' takes these arguments (argument 'close_array' of 'CopyClose': double[]& wanted, long[] given [reference needs the same type]) [201]
void OnTick(){ long a[]; int n=CopyClose(_Symbol,PERIOD_M1,0,10,a); Print(n); }
//=== series_6
//! 1: L25 no form of 'CopyRates' takes these arguments (argument 'rates' of 'CopyRates': MqlRates[]& wanted, double[] given [reference needs the same type]) [201]
void OnTick(){ double a[]; int n=CopyRates(_Symbol,PERIOD_M1,0,10,a); Print(n); }
//=== series_7
//! 1: L25 no form of 'CopyRates' takes these arguments (argument 'timeframe' of 'CopyRates': no conversion from string to ENUM_TIMEFRAMES) [166]
void OnTick(){ MqlRates r[]; int n=CopyRates(_Symbol,"M1",0,10,r); Print(n); }
//=== series_8
//! 1: L25 no form of 'CopyRates' takes these arguments (argument 'rates' of 'CopyRates': MqlRates[]& wanted, MqlRates given [reference needs the same type]) [201]
void OnTick(){ MqlRates r; int n=CopyRates(_Symbol,PERIOD_M1,0,10,r); Print(n); }
//=== series_9
//! 1: L24 'Close' is not declared [256]
void OnTick(){ Print(Close[0]); }
//=== series_10
//! 1: L24 'Bid' is not declared [256]
void OnTick(){ Print(Bid); }
//=== series_11
//! 1: L24 'Ask' is not declared [256]
void OnTick(){ Print(Ask); }
//=== series_12
//! 1: L24 'Time' is not declared [256]
void OnTick(){ Print(Time[0]); }
//=== series_13
void OnTick(){ MqlRates r[]; ArraySetAsSeries(r,true); int n=CopyRates(_Symbol,PERIOD_M1,0,10,r); if(n>0) Print(r[0].close); }
//=== series_14
void OnTick(){ double a[]; if(ArrayIsSeries(a)) Print(1); if(ArrayGetAsSeries(a)) Print(2); }
