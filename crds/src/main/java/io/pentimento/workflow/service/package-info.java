/**
 * Plans the next step of a {@code RestorationService}: a pure function from its spec, its status,
 * what is observed and the time to actions and the next status. Rollouts follow the same rules as
 * those of jobs.
 */
@NullMarked
package io.pentimento.workflow.service;

import org.jspecify.annotations.NullMarked;
