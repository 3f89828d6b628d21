//+------------------------------------------------------------------+
//| Records that cross to the sample library, and its functions.      |
//+------------------------------------------------------------------+
#define SAMPLE_ROWS 4
#define SQUARE(x) ((x)*(x))

struct SampleRow
  {
   long              ticket;
   double            volume;
   int               kind;
   uchar             symbol[16];
  };

struct SampleReport
  {
   int               struct_size;
   uchar             server[64];
   ushort            tags[3];
   double            total;
  };

#import "SignalOSBridge.dll"
int    sample_sum(const SampleRow &rows[],int count,double &total);
int    sample_fill(SampleReport &report);
int    sample_text(const string text,uchar &out[],int size);
long   sample_bits(const long value,const bool flag);
#import

template<typename T>
T Larger(const T a,const T b)
  {
   return((a>b) ? a : b);
  }
