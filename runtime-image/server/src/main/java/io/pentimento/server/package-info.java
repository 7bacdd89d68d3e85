/** Restores images over HTTP with one model, on ONNX Runtime. */
package io.pentimento.server;
