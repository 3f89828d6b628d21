//=== include_missing
//! 1: L23 cannot open 'nope.mqh' [100]
#include "nope.mqh"
void OnTick(){  }
//=== include_missing2
//! 1: L23 cannot find <nope.mqh>: no include folder given (-I) [100]
#include <nope.mqh>
void OnTick(){  }
//=== include_cpp
//! 1: L23 cannot find <vector>: no include folder given (-I) [100]
#include <vector>
void OnTick(){  }
//=== c_main
//! 2: L23 cannot find <stdio.h>: no include folder given (-I) [100]
int main(){ return 0; }
#include <stdio.h>
