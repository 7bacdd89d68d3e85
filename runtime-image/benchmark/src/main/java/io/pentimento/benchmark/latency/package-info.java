/**
 * Start-up, latency and throughput of the server as a process, beside ONNX Runtime called directly
 * on the same model, machine and image.
 */
package io.pentimento.benchmark.latency;
