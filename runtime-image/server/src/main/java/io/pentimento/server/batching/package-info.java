/**
 * Dynamic batching: joins images of several requests into one run of the model, and limits how many
 * runs there are at once.
 */
package io.pentimento.server.batching;
