/**
 * The REST transport of the Open Inference Protocol v2, under {@code /v2}: JSON, and the binary
 * tensor data extension.
 */
@NullMarked
package io.pentimento.server.inference.rest;

import org.jspecify.annotations.NullMarked;
