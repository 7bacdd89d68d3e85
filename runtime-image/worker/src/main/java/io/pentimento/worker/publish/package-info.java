/**
 * Publishes models from a workspace to a registry, with evidence of the gate's decision. Downloads
 * and verifies published models. Contains the library and its commands.
 */
@NullMarked
package io.pentimento.worker.publish;

import org.jspecify.annotations.NullMarked;
