/**
 * Delivers a published model to a pod: verifies its evidence, pulls its files and stores the
 * evidence beside them. This is the command of the init container of servers.
 */
@NullMarked
package io.pentimento.registry.delivery;

import org.jspecify.annotations.NullMarked;
