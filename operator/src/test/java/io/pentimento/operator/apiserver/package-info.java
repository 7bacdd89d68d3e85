/**
 * Tests against a real kube-apiserver with the permissions of the chart. They are skipped where no
 * binary is available.
 */
package io.pentimento.operator.apiserver;
