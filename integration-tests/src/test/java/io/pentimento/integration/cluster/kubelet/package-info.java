/**
 * Runs the pods of the simulated cluster as processes on this machine: volumes, environment, probes
 * and logs.
 */
package io.pentimento.integration.cluster.kubelet;
