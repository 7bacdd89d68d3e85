/**
 * Brings a published model into a pod: verifies its evidence, pulls its files and puts the evidence
 * beside them. It is the command of the init container of servers.
 */
package io.pentimento.registry.delivery;
