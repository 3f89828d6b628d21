//=== namespace
//! 1: L27 namespace is not supported by mql5c
namespace A { int x; }void OnTick(){  }
