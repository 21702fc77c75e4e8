import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { cssVariables } from '../look/tokens.ts';
import { LanguageProvider } from './language.tsx';
import { queryClient } from './queries.ts';
import { router } from './router.tsx';
import { LookProvider } from './look.tsx';
import { pressOnce } from './shell/press-once.ts';
import { Theme } from './theme.tsx';

const tokens = document.createElement('style');
tokens.textContent = cssVariables();
document.head.prepend(tokens);

const place = document.getElementById('root');
if (!place) throw new Error('the page has no place for the workbench');
pressOnce(document);
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <LookProvider>
          <Theme>
            <RouterProvider router={router} />
          </Theme>
        </LookProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
