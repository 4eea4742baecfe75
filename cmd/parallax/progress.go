package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"parallax/experiment"
	"parallax/pipeline"
)

// watch returns what shows how far a run is: a bar on a terminal, plain lines elsewhere, nothing with --quiet.
func (f *flags) watch(c *cobra.Command) experiment.Watch {
	if f.quiet {
		return nil
	}
	p := &progress{out: c.ErrOrStderr(), done: make(chan struct{}), ended: make(chan struct{})}
	return p.start
}

// A progress is the showing of one run.
type progress struct {
	out         io.Writer
	done, ended chan struct{}
}

func (p *progress) start(bytes int64, mon *pipeline.Monitor) (stop func()) {
	show := p.lines
	if file, ok := p.out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		show = p.bar
	}
	go func() {
		defer close(p.ended)
		show(bytes, mon)
	}()
	return func() {
		close(p.done)
		<-p.ended
	}
}

func (p *progress) bar(bytes int64, mon *pipeline.Monitor) {
	bars := mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(40), mpb.WithAutoRefresh())
	articles := func(decor.Statistics) string {
		return fmt.Sprintf("%d articles, %d left out ", mon.Articles.Load(), mon.Excluded.Load())
	}
	bar := bars.AddBar(bytes,
		mpb.PrependDecorators(decor.Any(articles)),
		mpb.AppendDecorators(
			decor.CountersKibiByte("% .1f / % .1f"), decor.Name("  "),
			decor.AverageSpeed(decor.SizeB1000(0), "% .1f"), decor.Name("  "),
			decor.AverageETA(decor.ET_STYLE_GO)))
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			bar.SetCurrent(mon.Bytes.Load())
		case <-p.done:
			bar.SetTotal(mon.Bytes.Load(), true)
			bars.Wait()
			return
		}
	}
}

// lines prints a line every few seconds, with where the time goes: a stage that is always busy behind full
// queues is the one to make faster.
func (p *progress) lines(bytes int64, mon *pipeline.Monitor) {
	began := time.Now()
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			spent := time.Since(began).Seconds()
			read := float64(mon.Bytes.Load())
			left := "?"
			if read > 0 {
				left = (time.Duration((float64(bytes)-read)/read*spent) * time.Second).String()
			}
			filled, size := mon.Prepare.Queue()
			fmt.Fprintf(p.out, "%d articles, %d left out, %.1f of %.1f MB, %.1f MB/s, %s left; busy: prepare %.0fs, annotate %.0fs, queue %d/%d\n",
				mon.Articles.Load(), mon.Excluded.Load(), read/1e6, float64(bytes)/1e6, read/1e6/spent, left,
				mon.Prepare.Busy().Seconds(), mon.Annotate.Busy().Seconds(), filled, size)
		case <-p.done:
			return
		}
	}
}
