/**
 * Spans of the stages of a request, by OpenTelemetry. Nothing is recorded or sent unless an
 * endpoint is configured.
 */
@NullMarked
package io.pentimento.server.tracing;

import org.jspecify.annotations.NullMarked;
