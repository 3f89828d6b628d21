//=== property_1
//! 1: L19 #property nonsense does not exist [288]
#property nonsense "x"
void OnTick(){}
//=== property_2
//! 1: L19 #property wants a name
#property
void OnTick(){}
//=== property_3
//! 1: L00 literal is not closed on its line [104]
#property copyright "x
void OnTick(){}
//=== property_4
//! 1: L19 a property has one text [289]
#property version "1.00";
void OnTick(){}
//=== property_5
//! 1: L02 #pragma is not an MQL5 preprocessor command [109]
#pragma once
void OnTick(){}
//=== property_6
//! 1: L02 #propertyversion is not an MQL5 preprocessor command [109]
#propertyversion "1.00"
void OnTick(){}
//=== property_7
#property copyright "me"
#property link "https://x"
#property version "1.00"
#property description "d"
#property strict
#property icon "\\Images\\a.ico"
void OnTick(){}
