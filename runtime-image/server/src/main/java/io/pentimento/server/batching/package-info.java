/**
 * Dynamic batching: combines images of several requests into one run of the model, and limits the
 * number of concurrent runs.
 */
@NullMarked
package io.pentimento.server.batching;

import org.jspecify.annotations.NullMarked;
