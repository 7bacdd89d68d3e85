// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.pentimento.operator.OperatorConfig;

/** Source of the model files of server pods. */
public interface ModelProvision {
  /** Annotation of a Deployment with the location of its model. */
  String location();

  /** Annotation of a Deployment with the location of the model that served before. */
  String previousLocation();

  ModelFiles files(ModelToServe model, OperatorConfig config);
}
