// SPDX-License-Identifier: Apache-2.0
// Generated from ops/prometheus by ops/azure/rules: change the rules there, then run it.
param name string
param location string
param tags object
param workspaceId string
param actionGroupId string
param runbooks string
param alerts bool

resource chain 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: '${name}-chain'
  location: location
  tags: tags
  properties: {
    enabled: true
    scopes: [workspaceId]
    interval: 'PT1M'
    rules: [
      {
        record: 'quotelake:hop_records:rate2m'
        expression: 'sum by (environment, hop) (rate(quotelake_hop_seconds_count[2m]))'
      }
      {
        record: 'quotelake:hop_seconds:mean2m'
        expression: 'sum by (environment, hop) (rate(quotelake_hop_seconds_sum[2m])) / (quotelake:hop_records:rate2m > 0)'
      }
      {
        record: 'quotelake:hop_seconds:p95_2m'
        expression: 'histogram_quantile(0.95, sum by (environment, hop, le) (rate(quotelake_hop_seconds_bucket[2m]))) >= 0'
      }
      {
        record: 'quotelake:end_to_end_seconds:p50_2m'
        expression: 'histogram_quantile(0.50, sum by (environment, span, le) (rate(quotelake_end_to_end_seconds_bucket[2m]))) >= 0'
      }
      {
        record: 'quotelake:end_to_end_seconds:p95_2m'
        expression: 'histogram_quantile(0.95, sum by (environment, span, le) (rate(quotelake_end_to_end_seconds_bucket[2m]))) >= 0'
      }
      {
        record: 'quotelake:end_to_end_seconds:p99_2m'
        expression: 'histogram_quantile(0.99, sum by (environment, span, le) (rate(quotelake_end_to_end_seconds_bucket[2m]))) >= 0'
      }
      {
        record: 'quotelake:lake_silence_seconds'
        expression: 'time() - max by (environment) (last_over_time(quotelake_lake_progress_timestamp_seconds[6h]))'
      }
      {
        record: 'quotelake:canary_age_seconds'
        expression: 'time() - (max by (environment) (last_over_time(quotelake_lake_canary_timestamp_seconds[6h])) > 0)'
      }
      {
        record: 'quotelake:backlog_events'
        expression: 'sum by (environment) (quotelake_lake_backlog_events)'
      }
      {
        record: 'quotelake:backlog_seconds'
        expression: 'max by (environment) (quotelake_lake_backlog_seconds)'
      }
    ]
  }
}

resource blame 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: '${name}-blame'
  location: location
  tags: tags
  properties: {
    enabled: true
    scopes: [workspaceId]
    interval: 'PT1M'
    rules: [
      {
        record: 'quotelake:hop_budget_seconds'
        expression: 'vector(5)'
        labels: {
          hop: 'provider'
        }
      }
      {
        record: 'quotelake:hop_budget_seconds'
        expression: 'vector(1)'
        labels: {
          hop: 'append'
        }
      }
      {
        record: 'quotelake:hop_budget_seconds'
        expression: 'vector(5)'
        labels: {
          hop: 'bronze'
        }
      }
      {
        record: 'quotelake:hop_budget_seconds'
        expression: 'vector(2)'
        labels: {
          hop: 'silver'
        }
      }
      {
        record: 'quotelake:hop_budget_seconds'
        expression: 'vector(2)'
        labels: {
          hop: 'gold'
        }
      }
      {
        record: 'quotelake:hop_evidence_seconds'
        expression: 'quotelake:hop_seconds:p95_2m'
        labels: {
          evidence: 'chain'
        }
      }
      {
        record: 'quotelake:hop_evidence_seconds'
        expression: 'histogram_quantile(0.95, sum by (environment, le) (rate(quotelake_gateway_fetch_seconds_bucket[2m]))) >= 0'
        labels: {
          hop: 'provider'
          evidence: 'fetch'
        }
      }
      {
        record: 'quotelake:hop_evidence_seconds'
        expression: 'histogram_quantile(0.95, sum by (environment, le) (rate(quotelake_gateway_publish_seconds_bucket[2m]))) >= 0'
        labels: {
          hop: 'append'
          evidence: 'publish'
        }
      }
      {
        record: 'quotelake:hop_evidence_seconds'
        expression: 'clamp_min(quotelake:lake_silence_seconds - 10, 0)'
        labels: {
          hop: 'bronze'
          evidence: 'silence'
        }
      }
      {
        record: 'quotelake:hop_evidence_seconds'
        expression: 'quotelake:backlog_seconds'
        labels: {
          hop: 'bronze'
          evidence: 'backlog'
        }
      }
      {
        record: 'quotelake:hop_evidence_seconds'
        expression: 'clamp_min(quotelake:canary_age_seconds - 45, 0) and on (environment) (quotelake:lake_silence_seconds < 30) and on (environment) (quotelake:backlog_seconds < 5)'
        labels: {
          hop: 'append'
          evidence: 'canary'
        }
      }
      {
        record: 'quotelake:hop_lag_seconds'
        expression: 'max by (environment, hop) (quotelake:hop_evidence_seconds)'
      }
      {
        record: 'quotelake:hop_blame_ratio'
        expression: 'quotelake:hop_lag_seconds / on (hop) group_left () quotelake:hop_budget_seconds'
      }
    ]
  }
}

resource objective 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: '${name}-objective'
  location: location
  tags: tags
  properties: {
    enabled: true
    scopes: [workspaceId]
    interval: 'PT1M'
    rules: [
      {
        record: 'quotelake:objective_seconds'
        expression: 'vector(10)'
        labels: {
          le: '10.0'
        }
      }
      {
        record: 'quotelake:objective_ratio'
        expression: 'vector(0.95)'
      }
    ]
  }
}

resource slo 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: '${name}-slo'
  location: location
  tags: tags
  properties: {
    enabled: true
    scopes: [workspaceId]
    interval: 'PT1M'
    rules: [
      {
        record: 'quotelake:slo_late:ratio_rate5m'
        expression: '1 - sum by (environment) (rate(quotelake_end_to_end_seconds_bucket{span="pipeline", flow="market"}[5m]) and on (le) quotelake:objective_seconds) / (sum by (environment) (rate(quotelake_end_to_end_seconds_count{span="pipeline", flow="market"}[5m])) > 0)'
      }
      {
        record: 'quotelake:slo_late:ratio_rate30m'
        expression: '1 - sum by (environment) (rate(quotelake_end_to_end_seconds_bucket{span="pipeline", flow="market"}[30m]) and on (le) quotelake:objective_seconds) / (sum by (environment) (rate(quotelake_end_to_end_seconds_count{span="pipeline", flow="market"}[30m])) > 0)'
      }
      {
        record: 'quotelake:slo_late:ratio_rate1h'
        expression: '1 - sum by (environment) (rate(quotelake_end_to_end_seconds_bucket{span="pipeline", flow="market"}[1h]) and on (le) quotelake:objective_seconds) / (sum by (environment) (rate(quotelake_end_to_end_seconds_count{span="pipeline", flow="market"}[1h])) > 0)'
      }
      {
        record: 'quotelake:slo_late:ratio_rate2h'
        expression: '1 - sum by (environment) (rate(quotelake_end_to_end_seconds_bucket{span="pipeline", flow="market"}[2h]) and on (le) quotelake:objective_seconds) / (sum by (environment) (rate(quotelake_end_to_end_seconds_count{span="pipeline", flow="market"}[2h])) > 0)'
      }
      {
        record: 'quotelake:slo_late:ratio_rate6h'
        expression: '1 - sum by (environment) (rate(quotelake_end_to_end_seconds_bucket{span="pipeline", flow="market"}[6h]) and on (le) quotelake:objective_seconds) / (sum by (environment) (rate(quotelake_end_to_end_seconds_count{span="pipeline", flow="market"}[6h])) > 0)'
      }
      {
        record: 'quotelake:slo_late:ratio_rate1d'
        expression: '1 - sum by (environment) (rate(quotelake_end_to_end_seconds_bucket{span="pipeline", flow="market"}[1d]) and on (le) quotelake:objective_seconds) / (sum by (environment) (rate(quotelake_end_to_end_seconds_count{span="pipeline", flow="market"}[1d])) > 0)'
      }
      {
        record: 'quotelake:slo_late:ratio_rate3d'
        expression: '1 - sum by (environment) (rate(quotelake_end_to_end_seconds_bucket{span="pipeline", flow="market"}[3d]) and on (le) quotelake:objective_seconds) / (sum by (environment) (rate(quotelake_end_to_end_seconds_count{span="pipeline", flow="market"}[3d])) > 0)'
      }
    ]
  }
}

resource symptoms 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: '${name}-symptoms'
  location: location
  tags: tags
  properties: {
    enabled: alerts
    scopes: [workspaceId]
    interval: 'PT1M'
    rules: [
      {
        alert: 'QuotelakeGoldLate'
        expression: 'quotelake:end_to_end_seconds:p95_2m{span="pipeline"} > scalar(max(quotelake:objective_seconds))'
        for: 'PT2M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'Quotes reach gold late'
          description: 'In {{ $labels.environment }}, 95 % of the quotes of the last two minutes reached gold within {{ $value | humanizeDuration }} of being fetched; the objective is 10s. QuotelakeHopLate names the hop.'
          runbook_url: '${runbooks}/QuotelakeGoldLate.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeCanaryMissing'
        expression: 'quotelake:canary_age_seconds > 60'
        for: 'PT1M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'No canary in gold for a minute'
          description: 'In {{ $labels.environment }}, the newest canary in gold was sent {{ $value | humanizeDuration }} ago; one is sent every few seconds, market open or shut. Something between the gateway and gold stands still.'
          runbook_url: '${runbooks}/QuotelakeCanaryMissing.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeErrorBudgetBurnsFast'
        expression: '(quotelake:slo_late:ratio_rate1h > 14.4 * (1 - scalar(quotelake:objective_ratio)) and quotelake:slo_late:ratio_rate5m > 14.4 * (1 - scalar(quotelake:objective_ratio))) or (quotelake:slo_late:ratio_rate6h > 6 * (1 - scalar(quotelake:objective_ratio)) and quotelake:slo_late:ratio_rate30m > 6 * (1 - scalar(quotelake:objective_ratio)))'
        for: 'PT1M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'The error budget of the gold objective burns fast'
          description: 'In {{ $labels.environment }}, {{ $value | humanizePercentage }} of the quotes came late over the last hour (or six): at this pace a month\'s budget is gone within two days (or five).'
          runbook_url: '${runbooks}/QuotelakeErrorBudgetBurnsFast.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeErrorBudgetBurnsSlowly'
        expression: '(quotelake:slo_late:ratio_rate1d > 3 * (1 - scalar(quotelake:objective_ratio)) and quotelake:slo_late:ratio_rate2h > 3 * (1 - scalar(quotelake:objective_ratio))) or (quotelake:slo_late:ratio_rate3d > (1 - scalar(quotelake:objective_ratio)) and quotelake:slo_late:ratio_rate6h > (1 - scalar(quotelake:objective_ratio)))'
        for: 'PT15M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'The error budget of the gold objective burns steadily'
          description: 'In {{ $labels.environment }}, {{ $value | humanizePercentage }} of the quotes came late over the last day (or three): the month\'s budget will not last.'
          runbook_url: '${runbooks}/QuotelakeErrorBudgetBurnsSlowly.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeEventsLost'
        expression: 'sum by (environment) (increase(quotelake_lake_lost_events_total[10m])) > 0'
        for: 'PT1M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'Events were gone before the lake read them'
          description: 'In {{ $labels.environment }}, about {{ $value | humanize }} events had left the hub (retention, or a recreated topic) before they were read. They are in no table.'
          runbook_url: '${runbooks}/QuotelakeEventsLost.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
    ]
  }
}

resource chainCauses 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: '${name}-chain-causes'
  location: location
  tags: tags
  properties: {
    enabled: alerts
    scopes: [workspaceId]
    interval: 'PT1M'
    rules: [
      {
        alert: 'QuotelakeHopLate'
        expression: 'topk by (environment) (1, quotelake:hop_blame_ratio) > 1 and on (environment) max by (environment) (quotelake:hop_blame_ratio offset 1m) > 1 and on (environment) min_over_time(max by (environment) (quotelake:hop_blame_ratio)[1m:1m]) > 1'
        for: 'PT1M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'The {{ $labels.hop }} hop is to blame'
          description: 'In {{ $labels.environment }}, the {{ $labels.hop }} hop takes {{ $value | humanize }} times what it may, more than any other hop.'
          runbook_url: '${runbooks}/QuotelakeHopLate.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeClockSkew'
        expression: 'max by (environment, hop) (quotelake_clock_skew_seconds) > 1'
        for: 'PT1M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'Two clocks disagree'
          description: 'In {{ $labels.environment }}, over the {{ $labels.hop }} hop time runs backwards by {{ $value | humanizeDuration }}: the clocks of the two sides differ by at least that, and the lags shown for this hop and the next are wrong by as much.'
          runbook_url: '${runbooks}/QuotelakeClockSkew.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
    ]
  }
}

resource gatewayCauses 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: '${name}-gateway-causes'
  location: location
  tags: tags
  properties: {
    enabled: alerts
    scopes: [workspaceId]
    interval: 'PT1M'
    rules: [
      {
        alert: 'QuotelakeGatewayDown'
        expression: 'max by (environment, instance) (up{job="quotelake-gateway"} == 0) or ((quotelake:lake_silence_seconds < 30) unless on (environment) (up{job="quotelake-gateway"} == 1))'
        for: 'PT1M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'A gateway does not answer'
          description: 'In {{ $labels.environment }}, {{ if $labels.instance }}gateway {{ $labels.instance }} does not answer{{ else }}a lake is running but no gateway is{{ end }}. Its symbols are not polled.'
          runbook_url: '${runbooks}/QuotelakeGatewayDown.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeProviderFailing'
        expression: '( sum by (environment, provider) (rate(quotelake_gateway_fetch_seconds_count{outcome!="ok"}[2m])) / (sum by (environment, provider) (rate(quotelake_gateway_fetch_seconds_count[2m])) > 0) ) > 0.5 or ( sum by (environment, provider) (rate(quotelake_gateway_quotes_total{outcome="unanswered"}[2m])) / (sum by (environment, provider) (rate(quotelake_gateway_quotes_total[2m])) > 0) ) > 0.5 or max by (environment, provider) (quotelake_gateway_circuit_state) == 2'
        for: 'PT1M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'Provider {{ $labels.provider }} fails'
          description: 'In {{ $labels.environment }}, most requests to {{ $labels.provider }} fail or bring none of their symbols, or its circuit breaker is open. Its quotes age.'
          runbook_url: '${runbooks}/QuotelakeProviderFailing.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeProviderQuotaExhausted'
        expression: 'min by (environment, provider, window) (quotelake_gateway_quota_remaining_units{window=~"hour|day|month"}) <= 0 or label_replace(sum by (environment, provider) (increase(quotelake_gateway_fetch_seconds_count{outcome="quota_exhausted"}[5m])) > 0, "window", "unknown", "", "")'
        for: 'PT1M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'The quota of provider {{ $labels.provider }} is used up'
          description: 'In {{ $labels.environment }}, nothing is left of the allowance of {{ $labels.provider }} (window: {{ $labels.window }}). Its quotes age until the window ends.'
          runbook_url: '${runbooks}/QuotelakeProviderQuotaExhausted.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeVendorMute'
        expression: '(time() - max by (environment, provider, market) (quotelake_lake_newest_quote_timestamp_seconds)) > 1200 and on (environment, market) max by (environment, market) (quotelake_lake_market_open) == 1'
        for: 'PT20M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'Provider {{ $labels.provider }} has nothing new while {{ $labels.market }} is open'
          description: 'In {{ $labels.environment }}, the newest quote of {{ $labels.provider }} for {{ $labels.market }} was quoted {{ $value | humanizeDuration }} ago, though the market is open. Its answers may look well and hold old numbers.'
          runbook_url: '${runbooks}/QuotelakeVendorMute.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeHubThrottling'
        expression: 'max by (environment) (avg_over_time(quotelake_gateway_hub_throttle_seconds[1m])) > 0.1'
        for: 'PT1M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'The hub throttles the gateway'
          description: 'In {{ $labels.environment }}, the hub holds back each request for {{ $value | humanizeDuration }}. The gateway polls less, so quotes age at the source.'
          runbook_url: '${runbooks}/QuotelakeHubThrottling.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeWindowFull'
        expression: 'max by (environment, instance) ( avg_over_time(quotelake_gateway_in_flight_quotes[1m]) / avg_over_time(quotelake_gateway_in_flight_limit_quotes[1m]) ) > 0.9'
        for: 'PT1M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'The gateway waits for the hub'
          description: 'In {{ $labels.environment }}, the in-flight window of gateway {{ $labels.instance }} is {{ $value | humanizePercentage }} full: the hub acknowledges more slowly than the provider answers, and polling is held back.'
          runbook_url: '${runbooks}/QuotelakeWindowFull.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeDeadLetters'
        expression: '( sum by (environment) (rate(quotelake_gateway_dead_letters_total[5m])) / (sum by (environment) (rate(quotelake_gateway_quotes_total{outcome=~"published|unchanged|rejected|failed"}[5m])) > 0) ) > 0.01 or sum by (environment) (rate(quotelake_gateway_dead_letters_suppressed_total[5m])) > 0'
        for: 'PT1M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'The gateway cannot use part of what it gets'
          description: 'In {{ $labels.environment }}, more than 1 % of the records become dead letters, or so many that some are only counted.'
          runbook_url: '${runbooks}/QuotelakeDeadLetters.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeSymbolsParked'
        expression: 'sum by (environment, provider) (quotelake_gateway_parked_symbols) / (sum by (environment, provider) (quotelake_gateway_watched_symbols) > 0) > 0.1'
        for: 'PT5M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'Provider {{ $labels.provider }} does not know part of the watchlist'
          description: 'In {{ $labels.environment }}, {{ $value | humanizePercentage }} of the symbols watched at {{ $labels.provider }} are set aside as unknown.'
          runbook_url: '${runbooks}/QuotelakeSymbolsParked.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
    ]
  }
}

resource lakeCauses 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: '${name}-lake-causes'
  location: location
  tags: tags
  properties: {
    enabled: alerts
    scopes: [workspaceId]
    interval: 'PT1M'
    rules: [
      {
        alert: 'QuotelakeLakeDown'
        expression: '(sum by (environment) (up{job="quotelake-gateway"}) > 0) unless on (environment) (time() - max by (environment) (quotelake_lake_progress_timestamp_seconds) < 60)'
        for: 'PT1M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'The lake job is dead or stuck'
          description: 'In {{ $labels.environment }}, gateways run but no lake has shown life for a minute. Events pile up in the hub; they are lost when its retention passes.'
          runbook_url: '${runbooks}/QuotelakeLakeDown.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeBacklogGrowing'
        expression: 'deriv(quotelake:backlog_events[2m]) > 0 and quotelake:backlog_seconds > 30'
        for: 'PT2M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'The lake reads more slowly than the gateways write'
          description: 'In {{ $labels.environment }}, the backlog has been growing by {{ $value | humanize }} events a second for minutes. It will not recover by itself.'
          runbook_url: '${runbooks}/QuotelakeBacklogGrowing.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeLakeQueryFailing'
        expression: 'sum by (environment, query) (increase(quotelake_lake_query_failures_total[10m])) > 0'
        for: 'PT1M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'Streaming query {{ $labels.query }} ends with errors'
          description: 'In {{ $labels.environment }}, query {{ $labels.query }} ended with an error in the last ten minutes.'
          runbook_url: '${runbooks}/QuotelakeLakeQueryFailing.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeQuarantineShare'
        expression: '( sum by (environment) (rate(quotelake_lake_rows_total{table="silver_quarantine"}[5m])) / (sum by (environment) (rate(quotelake_lake_rows_total{table=~"silver_quotes|silver_quarantine"}[5m])) > 0) ) > 0.01'
        for: 'PT2M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'Too many quotes are quarantined'
          description: 'In {{ $labels.environment }}, {{ $value | humanizePercentage }} of the quotes of the last five minutes are in quarantine, not in silver and gold.'
          runbook_url: '${runbooks}/QuotelakeQuarantineShare.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeRangePoorlySeen'
        expression: 'min by (environment, provider) (quotelake_lake_range_seen_ratio) < 0.9'
        for: 'PT30M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'Much of what {{ $labels.provider }} traded was not seen'
          description: 'In {{ $labels.environment }}, the quotes of {{ $labels.provider }} saw {{ $value | humanizePercentage }} of the range from the day\'s low to its high that the vendor itself tells (the median of its symbols, on their newest full trading day). Gold\'s highs and lows fall short.'
          runbook_url: '${runbooks}/QuotelakeRangePoorlySeen.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeMetricsPushFailing'
        expression: 'sum by (environment, instance) (increase(quotelake_lake_metrics_push_failures_total[5m])) > 3'
        for: 'PT2M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'The lake cannot deliver its metrics'
          description: 'In {{ $labels.environment }}, pushes of the lake\'s metrics fail. The tables are not affected; what is shown about them is getting old.'
          runbook_url: '${runbooks}/QuotelakeMetricsPushFailing.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
    ]
  }
}

resource missing 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: '${name}-missing'
  location: location
  tags: tags
  properties: {
    enabled: alerts
    scopes: [workspaceId]
    interval: 'PT1M'
    rules: [
      {
        alert: 'QuotelakeGatewayAbsent'
        expression: 'absent(up{job="quotelake-gateway"})'
        for: 'PT5M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'No gateway is there, nor an agent beside one'
          description: 'Nothing tells of any gateway in this workspace: all replicas are gone with their agents, or the agents may not write here. No symbol is polled.'
          runbook_url: '${runbooks}/QuotelakeGatewayAbsent.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeReplicaGone'
        expression: 'count by (environment) (up{job="quotelake-gateway"}) < quantile_over_time(0.5, count by (environment) (up{job="quotelake-gateway"})[1h:1m])'
        for: 'PT5M'
        severity: 2
        labels: {
          severity: 'warning'
        }
        annotations: {
          summary: 'A gateway is gone with its agent'
          description: 'In {{ $labels.environment }}, {{ $value }} gateway(s) are left, fewer than for most of the last hour. The others have taken over its symbols, if they share the watchlist.'
          runbook_url: '${runbooks}/QuotelakeReplicaGone.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakePushgatewayAbsent'
        expression: 'absent(up{job="quotelake-pushgateway"} == 1)'
        for: 'PT5M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'The Pushgateway is not there'
          description: 'The lake\'s metrics have no way out of Databricks into this workspace, so nothing here can be believed about the lake. Its tables may be well: look at Databricks\' own dashboard.'
          runbook_url: '${runbooks}/QuotelakePushgatewayAbsent.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
      {
        alert: 'QuotelakeLakeMetricsAbsent'
        expression: 'absent(quotelake_lake_progress_timestamp_seconds) and on () up{job="quotelake-pushgateway"} == 1'
        for: 'PT15M'
        severity: 0
        labels: {
          severity: 'critical'
        }
        annotations: {
          summary: 'The Pushgateway is there and no lake pushes to it'
          description: 'No lake of this workspace has pushed metrics since the Pushgateway started: the job does not run, or it was given no address, a wrong one, or one it cannot reach.'
          runbook_url: '${runbooks}/QuotelakeLakeMetricsAbsent.md'
        }
        actions: [
          {
            actionGroupId: actionGroupId
          }
        ]
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT2M'
        }
      }
    ]
  }
}
