/**
 * Publishes models from a workspace to a registry, with evidence of the gate's decision. Downloads
 * and verifies published models. Contains the library and its commands.
 */
package io.pentimento.worker.publish;
