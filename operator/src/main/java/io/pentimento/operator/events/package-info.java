/**
 * Kubernetes events and log lines about changes of stages. Both are derived from written statuses.
 */
@NullMarked
package io.pentimento.operator.events;

import org.jspecify.annotations.NullMarked;
