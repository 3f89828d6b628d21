import { useState } from 'react';
import { Button } from '@/components/button';
import { StopDialog } from './stop-dialog';

export function EmergencyStop({ allowed }: { allowed: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="danger"
        className="min-h-11 font-semibold"
        disabled={!allowed}
        title={allowed ? undefined : 'Your role may not command terminals'}
        onClick={() => setOpen(true)}
      >
        Emergency stop
      </Button>
      {open && <StopDialog onClose={() => setOpen(false)} />}
    </>
  );
}
