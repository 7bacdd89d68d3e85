/**
 * The REST transport of the Open Inference Protocol v2, under {@code /v2}: JSON, and the binary
 * tensor data extension.
 */
package io.pentimento.server.inference.rest;
