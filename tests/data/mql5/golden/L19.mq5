//=== property_unknown
//! 1: L19 #property foo does not exist [288]
#property foo "x"
void OnTick(){  }
//=== property_version
//! 1: L19 a version looks like "1.00" [289]
#property version "abc"
void OnTick(){  }
//=== only_fn
//! 2: L19 #property foo does not exist [288]
void f(){}
#property foo
//=== script
//? 1: L19 #property script_show_inputs is for scripts that ask
#property script_show_inputs
void OnStart(){}
