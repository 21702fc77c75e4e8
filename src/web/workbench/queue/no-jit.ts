import { config } from 'zod';

// The door forbids making code from text; zod would try to, and the browser would report it.
config({ jitless: true });
