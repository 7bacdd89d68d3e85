/**
 * The operator observes the cluster, lets {@link io.pentimento.workflow.WorkflowPlanner} decide,
 * and acts. It does not process images; its pods implement the contract of {@code
 * io.pentimento.contract}.
 */
@NullMarked
package io.pentimento.operator;

import org.jspecify.annotations.NullMarked;
