/**
 * Publishes accepted models from a workspace to a registry, with the evidence that they passed the
 * gate, and fetches and verifies published models: the library and its commands.
 */
@NullMarked
package io.pentimento.worker.publish;

import org.jspecify.annotations.NullMarked;
