/**
 * Kubernetes events and log lines about changes of stages. Both are derived from written statuses.
 */
package io.pentimento.operator.events;
