/**
 * Dynamic batching: combines images of several requests into one run of the model, and limits the
 * number of concurrent runs.
 */
package io.pentimento.server.batching;
