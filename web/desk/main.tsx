import '../tokens.css';
import '../reset.css';
import './desk.css';
import './parts.css';
import './builder.css';
import './versions.css';
import './assembly.css';
import './register.css';
import './print.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const place = document.getElementById('desk');
if (!place) throw new Error('the page has no place for the desk');
createRoot(place).render(<App />);
