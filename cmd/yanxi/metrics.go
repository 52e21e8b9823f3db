package main

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"yanxi/site/metrics"
	"yanxi/site/stats"
)

// observed is what a server says of itself, on a listener of its own.
type observed struct {
	metrics *metrics.Metrics // nil: nobody asks
	server  *http.Server
	running sync.WaitGroup
}

// startMetrics listens at the address of --metrics, if there is one. A port alone
// is on the loopback: what a server says of itself is not for its readers.
func startMetrics(addr string, c *counting, following *following, log *slog.Logger) (*observed, error) {
	if addr == "" {
		return &observed{}, nil
	}
	if !strings.Contains(addr, ":") {
		addr = ":" + addr
	}
	if strings.HasPrefix(addr, ":") {
		addr = "127.0.0.1" + addr
	}
	listener, err := listenAs("--metrics", addr)
	if err != nil {
		return nil, err
	}
	log.Info("metrics at " + localURL(listener.Addr()) + "/metrics")
	var recorder *stats.Recorder
	if c.activity != nil {
		recorder = c.activity.Recorder
	}
	o := &observed{metrics: new(metrics.Metrics)}
	o.server = &http.Server{Handler: o.metrics.Handler(recorder, following.status()), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	o.running.Go(func() {
		if err := o.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("metrics: the listener ended", "error", err)
		}
	})
	return o, nil
}

func (o *observed) stop() {
	if o.server != nil {
		o.server.Close()
		o.running.Wait()
	}
}
