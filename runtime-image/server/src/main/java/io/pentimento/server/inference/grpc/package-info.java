/**
 * The gRPC transport of the Open Inference Protocol v2. It shares the port, the admission and the
 * queue of the REST transport.
 */
@NullMarked
package io.pentimento.server.inference.grpc;

import org.jspecify.annotations.NullMarked;
