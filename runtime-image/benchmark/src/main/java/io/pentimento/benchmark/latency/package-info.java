/**
 * Start-up, latency and throughput of the server as a process, beside ONNX Runtime called directly
 * on the same model, machine and image.
 */
@NullMarked
package io.pentimento.benchmark.latency;

import org.jspecify.annotations.NullMarked;
