import { workerData } from 'node:worker_threads';
import { type ComputingOptions, computingHere } from './computing-app.js';

/** Entry of a thread that answers carried requests. */
export default computingHere(workerData as ComputingOptions);
