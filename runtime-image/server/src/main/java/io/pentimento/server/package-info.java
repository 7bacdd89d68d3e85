/** The server: restores images over HTTP with one model, on ONNX Runtime. */
@NullMarked
package io.pentimento.server;

import org.jspecify.annotations.NullMarked;
