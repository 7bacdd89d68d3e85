// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One metric series per job, which exists as long as the job. Triggers no reconciliation. */
public final class JobInfoGauges extends AbstractEventSource<AdaptationJob, AdaptationJob>
    implements ResourceEventAware<AdaptationJob> {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private final MeterRegistry registry;
  private final Map<ResourceID, Meter> series = new ConcurrentHashMap<>();

  public JobInfoGauges(MeterRegistry registry) {
    super(AdaptationJob.class, "job-series");
    this.registry = registry;
  }

  @Override
  public void onResourceCreated(AdaptationJob job) {
    series.compute(ResourceID.fromResource(job), (id, known) -> renewed(known, labels(job)));
  }

  @Override
  public void onResourceUpdated(AdaptationJob job, AdaptationJob before) {
    onResourceCreated(job);
  }

  @Override
  public void onResourceDeleted(AdaptationJob job) {
    Meter known = series.remove(ResourceID.fromResource(job));
    if (known != null) {
      registry.remove(known);
    }
  }

  private Meter renewed(Meter known, Tags labels) {
    if (known != null && Tags.of(known.getId().getTags()).equals(labels)) {
      return known;
    }
    if (known != null) {
      registry.remove(known);
    }
    return Gauge.builder(JobMetric.JOB_INFO.meter(), () -> 1).tags(labels).register(registry);
  }

  private static Tags labels(AdaptationJob job) {
    AdaptationJobSpec spec = job.getSpec();
    return Tags.of(
        "namespace", job.getMetadata().getNamespace(),
        "name", job.getMetadata().getName(),
        "restorer", word(spec == null ? null : spec.restorer().architecture()),
        "method", word(spec == null ? null : spec.pseudoTargets().method()));
  }

  /** The value as it appears in a manifest; empty if an invalid spec lacks it. */
  private static String word(@Nullable Object value) {
    return value == null ? "" : SERIALIZATION.convertValue(value, String.class);
  }

  @Override
  public Set<AdaptationJob> getSecondaryResources(AdaptationJob job) {
    return Set.of();
  }
}
