/**
 * Counts the GPU time of a job and stops its stages when the budget is used. Pods are counted in
 * disjoint spans of time, so that a restart of the operator counts nothing twice.
 */
@NullMarked
package io.pentimento.workflow.budget;

import org.jspecify.annotations.NullMarked;
