/**
 * Measures start-up time, latency and throughput of the server process, compared with direct calls
 * of ONNX Runtime with the same model, machine and image.
 */
@NullMarked
package io.pentimento.benchmark.latency;

import org.jspecify.annotations.NullMarked;
