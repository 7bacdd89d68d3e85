/** The control loop of the simulated cluster and the helpers that its controllers share. */
package io.pentimento.integration.cluster.control;
