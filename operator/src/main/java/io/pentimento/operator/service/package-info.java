/**
 * Reconciles {@code RestorationService}: observes its servers, lets {@link
 * io.pentimento.workflow.service.ServicePlanner} decide, writes the status and acts. Servers are
 * built and corrected by the same code as those of jobs.
 */
@NullMarked
package io.pentimento.operator.service;

import org.jspecify.annotations.NullMarked;
