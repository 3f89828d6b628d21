import './index.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { router } from './app/router';
import { Problem } from './lib/problem';

// The Content-Security-Policy forbids code made from text.
z.config({ jitless: true });

const queries = new QueryClient({
  defaultOptions: { queries: { retry: (count, failure) => !(failure instanceof Problem) && count < 2 } },
});

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
