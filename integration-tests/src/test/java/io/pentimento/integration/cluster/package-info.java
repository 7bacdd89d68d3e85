/**
 * A simulated cluster on this machine: Fabric8's mock of the API server, and simplified controllers
 * and kubelets. Pods are processes; their volumes are folders.
 *
 * <p>Not simulated: the network (a pod's ports are ports of this machine), limits of memory and
 * CPU, read-only mounts, users and security profiles, init containers, liveness probes, ReplicaSets
 * (a Deployment owns its pods), a Job's TTL, and validation by the definition's schema.
 */
package io.pentimento.integration.cluster;
