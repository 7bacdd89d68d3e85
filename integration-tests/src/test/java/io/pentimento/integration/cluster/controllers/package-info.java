/**
 * Controllers for Jobs and Deployments, the garbage collector and the scheduler of the simulated
 * cluster. They follow the upstream controllers in what the operator can observe.
 */
package io.pentimento.integration.cluster.controllers;
