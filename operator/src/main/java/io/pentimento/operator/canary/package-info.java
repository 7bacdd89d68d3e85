/**
 * Canaries on the cluster: reads the route, the servers with the new model and their measurements,
 * and brings them to the state that the planner wants.
 */
@NullMarked
package io.pentimento.operator.canary;

import org.jspecify.annotations.NullMarked;
